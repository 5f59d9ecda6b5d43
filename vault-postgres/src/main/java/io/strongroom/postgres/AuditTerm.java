package io.strongroom.postgres;

import io.strongroom.audit.RecordColumns;
import io.strongroom.audit.RecordEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Kinds of terms by which the index of the log finds records. A term is a kind and a value; the
/// index knows it by a number, so that its entries are small whatever callers send as names. Two
/// terms with one number do no harm: what is found is compared with the filter.
enum AuditTerm {
    VAULT,
    /// Collection and name, such as `keys/signing`.
    OBJECT,
    OPERATION,
    /// A principal or an application.
    CALLER,
    /// `Success` or `Failure`.
    RESULT,
    /// Of failures only.
    SIGNATURE;

    static final String SUCCESS = "Success";
    static final String FAILURE = "Failure";

    /// Gives the terms of a record, each of them once.
    static void of(RecordColumns columns, BiConsumer<AuditTerm, String> terms) {
        give(VAULT, columns.vault(), terms);
        if (columns.collection() != null && columns.object() != null) {
            terms.accept(OBJECT, object(columns.collection(), columns.object()));
        }
        terms.accept(OPERATION, columns.operation());
        give(CALLER, columns.principal(), terms);
        if (columns.application() != null && !columns.application().equals(columns.principal())) {
            terms.accept(CALLER, columns.application());
        }
        terms.accept(RESULT, columns.succeeded() ? SUCCESS : FAILURE);
        if (!columns.succeeded()) {
            terms.accept(SIGNATURE, columns.signature());
        }
    }

    private static void give(
            AuditTerm kind, @Nullable String value, BiConsumer<AuditTerm, String> terms) {
        if (value != null) {
            terms.accept(kind, value);
        }
    }

    /// The value of an object's term.
    static String object(String collection, String name) {
        return collection + '/' + name;
    }

    /// The number of a term: the first eight bytes of the SHA-256 of `KIND=value`.
    long number(String value) {
        byte[] text = (name() + '=' + value).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(RecordEncoding.hash(text)).getLong();
    }
}
