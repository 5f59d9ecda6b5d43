package io.strongroom.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

/// Connections that are lost at a chosen moment: just before a statement is sent, or after it was
/// executed and before its result arrives.
final class FaultyConnections implements ConnectionSource {
    private final ConnectionSource source;
    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);

    FaultyConnections(ConnectionSource source) {
        this.source = source;
    }

    enum Fault {
        NONE,
        BEFORE_STORE,
        AFTER_STORE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    void failNext(Fault fault) {
        next.set(fault);
    }

    @Override
    public Connection open() throws SQLException {
        Connection real = source.open();
        return proxy(
                Connection.class,
                (method, arguments) -> {
                    boolean commit = method.getName().equals("commit");
                    Object result =
                            commit
                                    ? around(
                                            real,
                                            Fault.BEFORE_COMMIT,
                                            Fault.AFTER_COMMIT,
                                            method,
                                            real)
                                    : call(method, real, arguments);
                    return result instanceof PreparedStatement statement
                            ? statement(statement, real)
                            : result;
                });
    }

    private PreparedStatement statement(PreparedStatement real, Connection connection) {
        return proxy(
                PreparedStatement.class,
                (method, arguments) ->
                        method.getName().equals("executeQuery")
                                ? around(
                                        connection,
                                        Fault.BEFORE_STORE,
                                        Fault.AFTER_STORE,
                                        method,
                                        real)
                                : call(method, real, arguments));
    }

    private Object around(
            Connection connection, Fault before, Fault after, Method method, Object target)
            throws Throwable {
        lose(before, connection);
        Object result = call(method, target);
        lose(after, connection);
        return result;
    }

    private void lose(Fault fault, Connection connection) throws SQLException {
        if (next.compareAndSet(fault, Fault.NONE)) {
            connection.abort(Runnable::run);
            throw new SQLException("the connection was lost", "08006");
        }
    }

    private static Object call(Method method, Object target, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private interface Call {
        Object with(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) ->
                                call.with(method, arguments == null ? new Object[0] : arguments)));
    }
}
