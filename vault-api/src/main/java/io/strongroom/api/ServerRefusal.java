package io.strongroom.api;

import io.strongroom.core.Problem;

/// What a status that Tomcat itself answers is called.
final class ServerRefusal {
    private ServerRefusal() {}

    static Problem of(int status) {
        return switch (status) {
            case 404 -> Problem.NOT_FOUND;
            case 405 -> Problem.METHOD_NOT_ALLOWED;
            case 408 -> Problem.REQUEST_TIMEOUT;
            case 501 -> Problem.NOT_IMPLEMENTED;
            case 503 -> Problem.SERVICE_UNAVAILABLE;
            case 505 -> Problem.HTTP_VERSION_NOT_SUPPORTED;
            default -> status < 500 ? Problem.BAD_REQUEST : Problem.INTERNAL_SERVER_ERROR;
        };
    }
}
