/// Stored keys: how they are made, wrapped, opened and used on a leased session, with the
/// templates, mechanisms and encodings they need. Sessions and recovery are below; which root keys
/// are right is decided above.
@NullMarked
package io.strongroom.pkcs11.key;

import org.jspecify.annotations.NullMarked;
