package io.strongroom.core.state;

/// A document and the seal that was stored with it.
public record SealedDocument(byte[] document, Seal seal) {}
