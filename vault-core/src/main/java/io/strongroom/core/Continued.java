package io.strongroom.core;

/// What a [Continuation] came to.
public interface Continued<R> {

    /// What the thread that asked gets.
    R value();

    /// Whether somebody is still going to unpark the thread that asked. It is woken at once
    /// otherwise. Asked when all is in place that this thread looks for when it wakes.
    boolean wakesCaller();
}
