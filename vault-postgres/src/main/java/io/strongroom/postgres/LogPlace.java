package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// A place in a tenant's log: where the next page begins. It gives no access to anything; whoever
/// invents one reads own events from another place.
record LogPlace(Instant time, String node, long sequence) {
    private static final byte FORMAT = 1;

    static LogPlace after(ChainRecord last) {
        return new LogPlace(last.columns().time(), last.node(), last.sequence());
    }

    String text() {
        byte[] name = node.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(1 + 2 * Long.BYTES + name.length);
        bytes.put(FORMAT)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, time))
                .putLong(sequence)
                .put(name);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// Reads a cursor that somebody sent.
    ///
    /// @throws VaultException when it is none
    static LogPlace parse(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.get() != FORMAT) {
                throw bad();
            }
            Instant time = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            long sequence = bytes.getLong();
            LogPlace cursor =
                    new LogPlace(time, StandardCharsets.UTF_8.decode(bytes).toString(), sequence);
            if (!cursor.text().equals(text) || cursor.node().indexOf('\0') >= 0) {
                throw bad();
            }
            return cursor;
        } catch (IllegalArgumentException
                | BufferUnderflowException
                | DateTimeException
                | ArithmeticException e) {
            throw bad();
        }
    }

    private static VaultException bad() {
        return new VaultException(
                Problem.BAD_PARAMETER, "The cursor is not one that this log gave.");
    }
}
