/// Who calls: bearer tokens, the issuers that are trusted, and their keys.
///
/// What a caller may do is decided in `core.access`.
@NullMarked
package io.strongroom.api.auth;

import org.jspecify.annotations.NullMarked;
