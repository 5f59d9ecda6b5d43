package io.strongroom.api.http;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static final long SECOND = 1_000_000_000L;
    private final AtomicLong time = new AtomicLong();
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
                time.addAndGet(SECOND);
                return 1;
            }
        };
    }
}
