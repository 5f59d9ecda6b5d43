package io.strongroom.api.auth;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Everything that is logged below a name while it is open, whatever its level.
public final class Logged implements AutoCloseable {
    private final Logger logger;
    private final Level before;
    private final boolean additive;
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private Logged(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        additive = logger.isAdditive();
        events.start();
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(events);
    }

    public static Logged below(String name) {
        return new Logged(name);
    }

    /// Level, message and stack trace of each event.
    public List<String> lines() {
        return events.list.stream()
                .map(event ->
                        event.getLevel()
                                + " "
                                + event.getFormattedMessage()
                                + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(events);
        logger.setLevel(before);
        logger.setAdditive(additive);
    }
}
