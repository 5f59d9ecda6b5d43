package io.strongroom.api.http;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final long SECOND = 1_000_000_000L;
    private final AtomicLong time = new AtomicLong();
    private final List<byte[]> rooms = new ArrayList<>();
    private final BodyReader reader = new BodyReader(time::get);

    @Test
    void a_body_of_known_length_is_read_as_it_comes() throws IOException {
        assertThat(reader.read(trickle(10), 9)).hasSize(9);
        assertThat(reader.read(trickle(3), 9)).hasSize(3);
        assertThat(reader.read(new ByteArrayInputStream(new byte[100]), 100)).hasSize(100);
    }

    @Test
    void a_body_of_unknown_length_is_read_up_to_the_limit() throws IOException {
        assertThat(reader.readAtMost(new ByteArrayInputStream(new byte[20_000]), 9_000))
                .hasSize(9_000);
        assertThat(reader.readAtMost(new ByteArrayInputStream(new byte[8_192]), 9_000))
                .hasSize(8_192);
        assertThat(reader.readAtMost(new ByteArrayInputStream(new byte[0]), 9_000)).isEmpty();
    }

    @Test
    void a_body_that_takes_more_than_ten_seconds_is_given_up() {
        assertThatThrownBy(() -> reader.read(trickle(20), 20))
                .isInstanceOfSatisfying(
                        VaultException.class, e -> assertThat(e.status()).isEqualTo(408));
        assertThatThrownBy(() -> reader.readAtMost(trickle(20), 9_000)).is(refused(408));
    }

    @Test
    void no_copy_of_a_body_stays_in_memory() throws IOException {
        byte[] whole = reader.readAtMost(kept(secret(20_000)), 65_537);
        byte[] cut = reader.readAtMost(kept(secret(20_000)), 9_000);
        byte[] shorter = reader.read(kept(secret(10)), 20);
        assertThat(whole).isEqualTo(secret(20_000));
        assertThat(cut).isEqualTo(secret(9_000));
        assertThat(shorter).isEqualTo(secret(10));

        List.of(whole, cut, shorter).forEach(body -> Arrays.fill(body, (byte) 0));

        assertThat(rooms)
                .hasSizeGreaterThan(3)
                .allSatisfy(room -> assertThat(room).containsOnly(0));
    }

    @Test
    void nothing_of_a_body_that_is_given_up_stays_in_memory() {
        assertThatThrownBy(() -> reader.read(trickle(20), 20)).is(refused(408));

        assertThat(rooms).isNotEmpty().allSatisfy(room -> assertThat(room).containsOnly(0));
    }

    @Test
    void nothing_of_a_body_that_breaks_off_stays_in_memory() {
        InputStream broken =
                new FilterInputStream(kept(secret(20))) {
                    @Override
                    public int read(byte[] room, int from, int most) throws IOException {
                        int read = super.read(room, from, most);
                        if (read < 0) {
                            throw new IOException("connection reset");
                        }
                        return read;
                    }
                };

        assertThatThrownBy(() -> reader.readAtMost(broken, 100)).isInstanceOf(IOException.class);

        assertThat(rooms).isNotEmpty().allSatisfy(room -> assertThat(room).containsOnly(0));
    }

    /// Sends one byte a second.
    private InputStream trickle(int length) {
        return new InputStream() {
            private int sent;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] room, int from, int most) {
                if (sent == length) {
                    return -1;
                }
                sent++;
                rooms.add(room);
                room[from] = 's';
                time.addAndGet(SECOND);
                return 1;
            }
        };
    }

    /// Sends these bytes, as many at a time as there is room for, and keeps the arrays that they
    /// are read into.
    private InputStream kept(byte[] bytes) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] room, int from, int most) throws IOException {
                rooms.add(room);
                return super.read(room, from, most);
            }
        };
    }

    private static byte[] secret(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 's');
        return bytes;
    }
}
