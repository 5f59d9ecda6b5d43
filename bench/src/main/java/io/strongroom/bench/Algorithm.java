package io.strongroom.bench;

/// What is signed with, and the key of the demo vault for it. The faster one first: the code that
/// both share is compiled sooner then.
enum Algorithm {
    ES256("demo-ec"),
    RS256("demo-sign");

    private final String key;

    Algorithm(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
