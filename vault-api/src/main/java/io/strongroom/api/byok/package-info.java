/// `byok-package`: wraps a key for a key exchange key, offline (Azure's bring your own key). It
/// knows the formats of key files and of transfer blobs, and nothing of the service.
@NullMarked
package io.strongroom.api.byok;

import org.jspecify.annotations.NullMarked;
