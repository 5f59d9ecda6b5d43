/// Stored keys: how they are generated, wrapped, opened and used on a leased session, with their
/// templates, mechanisms and encodings. Sessions and recovery belong to the package below, the
/// checks of root keys to the package above.
@NullMarked
package io.strongroom.pkcs11.key;

import org.jspecify.annotations.NullMarked;
