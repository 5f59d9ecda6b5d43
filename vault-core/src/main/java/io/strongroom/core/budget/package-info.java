/// How often a ciphertext may be wrong before a key answers no more: the bound on what an oracle
/// tells.
///
/// What is decrypted, and what a block does to a key, lives in `core.key`.
@NullMarked
package io.strongroom.core.budget;

import org.jspecify.annotations.NullMarked;
