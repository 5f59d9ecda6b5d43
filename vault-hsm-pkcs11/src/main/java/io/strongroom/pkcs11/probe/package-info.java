/// What a token can do and what it must refuse, found out by trying before the service uses it.
@NullMarked
package io.strongroom.pkcs11.probe;

import org.jspecify.annotations.NullMarked;
