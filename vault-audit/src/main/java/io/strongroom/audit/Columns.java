package io.strongroom.audit;

import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a row repeats of its record so that queries can ask for it. The record decides; a row whose
/// columns say something else has been tampered with.
///
/// @param time in whole microseconds
/// @param vault in lower case, as all names and ids
public record Columns(
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

    static Columns of(AuditEvent event) {
        return of(event, event.action().operationName());
    }

    /// @param operation as the record says it, also when this version has no such action
    static Columns of(AuditEvent event, String operation) {
        Target target = event.target();
        Caller caller = event.caller();
        return new Columns(
                target.tenant().value(),
                event.request().received().truncatedTo(ChronoUnit.MICROS),
                text(operation),
                name(target.vault()),
                name(target.collection()),
                name(target.object()),
                caller == null ? null : name(caller.principal().value()),
                caller == null ? null : name(caller.applicationId()),
                event.outcome().succeeded(),
                text(event.outcome().signature()));
    }

    /// A name as it is compared.
    static @Nullable String name(@Nullable String value) {
        return value == null ? null : text(value.toLowerCase(Locale.ROOT));
    }

    /// A text as PostgreSQL can hold it: a caller may send U+0000 in a name, a column has no place
    /// for it.
    static String text(String value) {
        return value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD');
    }
}
