/// Bounds what clients may take of the listener before a request is served: connections and TLS
/// handshakes for each remote address, and the time for the head and the body of a request. Tomcat
/// bounds only all connections together and the time between two reads.
@NullMarked
package io.strongroom.api.listener;

import org.jspecify.annotations.NullMarked;
