package io.strongroom.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

final class UnreadBodyTest {
    private static final int MIB = 1024 * 1024;
    private final AtomicLong time = new AtomicLong();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void a_body_is_discarded_to_its_end() {
        Body body = new Body(100_000);

        discard(body);

        assertThat(body.left).isZero();
    }

    @Test
    void what_is_discarded_is_wiped() {
        Body body = new Body(100_000);

        discard(body);

        assertThat(body.last).isNotEmpty().containsOnly(0);
    }

    @Test
    void a_body_that_was_read_is_not_read_again() {
        Body body = new Body(0);

        discard(body);

        assertThat(body.reads).isZero();
    }

    @Test
    void a_body_that_was_discarded_leaves_the_connection_open() {
        discard(new Body(8 * MIB));

        assertThat(response.getHeader("Connection")).isNull();
    }

    @Test
    void at_most_8_mib_are_discarded_and_then_the_connection_is_closed() {
        Body body = new Body(8 * MIB + 1);

        discard(body);

        assertThat(body.left).isEqualTo(1);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
    }

    @Test
    void a_slow_body_is_given_up_after_five_seconds() {
        Body body =
                new Body(100_000) {
                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        time.addAndGet(1_000_000_000L);
                        return super.read(bytes, from, 1);
                    }
                };

        discard(body);

        assertThat(body.left).isEqualTo(100_000 - 5);
        assertThat(response.getHeader("Connection")).isEqualTo("close");
    }

    @Test
    void a_client_that_went_away_is_no_failure() {
        Body body =
                new Body(100_000) {
                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        throw new IOException("Connection reset");
                    }
                };

        assertThatCode(() -> discard(body)).doesNotThrowAnyException();
        assertThat(response.getHeader("Connection")).isEqualTo("close");
    }

    private void discard(Body body) {
        MockHttpServletRequest request =
                new MockHttpServletRequest() {
                    @Override
                    public ServletInputStream getInputStream() {
                        return body;
                    }
                };
        UnreadBody.discard(request, response, time::get);
    }

    /// So many bytes.
    private static class Body extends ServletInputStream {
        int left;
        int reads;
        byte[] last = {};

        Body(int length) {
            left = length;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            reads++;
            int read = Math.min(left, length);
            left -= read;
            Arrays.fill(bytes, from, from + read, (byte) 'x');
            last = bytes;
            return read == 0 ? -1 : read;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isFinished() {
            return left == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
