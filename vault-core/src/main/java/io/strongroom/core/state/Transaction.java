package io.strongroom.core.state;

/// A running transaction of the store. Methods that write take one, so a write outside of a
/// transaction does not compile.
public interface Transaction {}
