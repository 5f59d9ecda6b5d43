package io.strongroom.api.listener;

import io.strongroom.api.listener.Places.Place;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;

/// A connection with a place among those of its address, and a clock.
final class BoundedSocket extends NioEndpoint.NioSocketWrapper {
    private final Place place;
    private final RequestClock clock;

    BoundedSocket(NioChannel channel, NioEndpoint endpoint, Place place, RequestClock clock) {
        super(channel, endpoint);
        this.place = place;
        this.clock = clock;
    }

    @Override
    public int read(boolean block, byte[] bytes, int offset, int length) throws IOException {
        beforeRead(block);
        return afterRead(block, super.read(block, bytes, offset, length));
    }

    @Override
    public int read(boolean block, ByteBuffer to) throws IOException {
        beforeRead(block);
        return afterRead(block, super.read(block, to));
    }

    private void beforeRead(boolean block) throws SocketTimeoutException {
        place.handshakeCompleted(); // Tomcat reads nothing before
        if (block) {
            clock.beforeBodyRead();
        }
    }

    private int afterRead(boolean block, int bytes) throws SocketTimeoutException {
        if (!block) {
            clock.afterHeadRead(bytes);
        }
        return bytes;
    }

    @Override
    protected void doWrite(boolean block, ByteBuffer from) throws IOException {
        super.doWrite(block, from);
        clock.answered();
    }

    @Override
    protected void doClose() {
        super.doClose();
        place.leave();
    }
}
