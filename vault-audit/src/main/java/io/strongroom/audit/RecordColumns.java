package io.strongroom.audit;

import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.PrincipalId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The fields of a record that a store repeats in columns, so that queries can use them. The record
/// is authoritative: a row whose columns differ from its record was edited.
///
/// @param time in whole microseconds
/// @param vault in lower case, as all names
public record RecordColumns(
        UUID tenant,
        Instant time,
        String operation,
        @Nullable String vault,
        @Nullable String collection,
        @Nullable String object,
        @Nullable String principal,
        @Nullable String application,
        boolean succeeded,
        String signature) {

    static RecordColumns of(AuditEvent event) {
        return of(event, event.action().operationName());
    }

    /// @param operation as the record has it, even if this version does not know the action
    static RecordColumns of(AuditEvent event, String operation) {
        Target target = event.target();
        Caller caller = event.caller();
        return new RecordColumns(
                target.tenant().value(),
                event.request().received().truncatedTo(ChronoUnit.MICROS),
                text(operation),
                name(target.vault()),
                name(target.collection()),
                name(target.object()),
                caller == null ? null : id(caller.principal().value()),
                caller == null ? null : id(caller.applicationId()),
                event.outcome().succeeded(),
                text(event.outcome().signature()));
    }

    /// An id of a principal or an application as its column holds it: in lower case only if it is a
    /// GUID, as [PrincipalId] compares ids.
    public static @Nullable String id(@Nullable String value) {
        return value == null ? null : text(PrincipalId.canonical(value));
    }

    /// A name as its column holds it: in lower case.
    public static @Nullable String name(@Nullable String value) {
        return value == null ? null : text(value.toLowerCase(Locale.ROOT));
    }

    /// A text as its column holds it. U+0000 is replaced: callers can send it in a name, but
    /// PostgreSQL cannot store it in a text.
    public static String text(String value) {
        return value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD');
    }
}
