package io.strongroom.bench;

/// A benchmark cannot run as requested. The message is one line for a person.
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}
