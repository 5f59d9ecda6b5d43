package io.strongroom.api.listener;

import io.strongroom.api.listener.Places.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.apache.tomcat.util.collections.SynchronizedStack;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/// Accepts connections within limits.
final class BoundedEndpoint extends NioEndpoint {
    private ListenerLimits limits = ListenerLimits.none();

    /// To be called before the start.
    void bound(ListenerLimits by) {
        limits = by;
    }

    /// As Tomcat does, but for the limits.
    ///
    /// @return false if the connection was refused or failed; it is closed then
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        Optional<Place> place = place(socket);
        if (place.isEmpty()) {
            destroySocket(socket);
            return false;
        }
        BoundedSocket bounded = null;
        try {
            NioChannel channel = channel();
            bounded = new BoundedSocket(channel, this, place.get(), limits.clock());
            channel.reset(socket, bounded);
            connections.put(socket, bounded);
            begin(socket, bounded);
            return true;
        } catch (IOException | RuntimeException e) {
            close(socket, bounded, place.get());
            return false;
        }
    }

    private Optional<Place> place(SocketChannel socket) {
        try {
            return socket.getRemoteAddress() instanceof InetSocketAddress remote
                    ? limits.take(remote.getAddress())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile
        }
    }

    private NioChannel channel() {
        SynchronizedStack<NioChannel> cached = getNioChannels();
        NioChannel channel = cached == null ? null : cached.pop();
        if (channel != null) {
            return channel;
        }
        return createChannel(
                new SocketBufferHandler(
                        socketProperties.getAppReadBufSize(),
                        socketProperties.getAppWriteBufSize(),
                        socketProperties.getDirectBuffer()));
    }

    private void begin(SocketChannel socket, BoundedSocket bounded) throws IOException {
        socket.configureBlocking(false);
        socketProperties.setProperties(socket.socket());
        bounded.setReadTimeout(getConnectionTimeout());
        bounded.setWriteTimeout(getConnectionTimeout());
        bounded.setKeepAliveLeft(getMaxKeepAliveRequests());
        getPoller().register(bounded);
    }

    private void close(SocketChannel socket, @Nullable BoundedSocket bounded, Place place) {
        if (bounded != null && connections.containsKey(socket)) {
            bounded.close();
            return;
        }
        place.leave();
        destroySocket(socket);
    }
}
