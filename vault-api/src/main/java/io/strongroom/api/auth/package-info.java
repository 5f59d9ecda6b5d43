/// Authentication: bearer tokens become callers by Spring Security's OAuth 2 resource server, with
/// a fixed list of issuers and their key sets.
///
/// What a caller may do is decided in `core.access`.
@NullMarked
package io.strongroom.api.auth;

import org.jspecify.annotations.NullMarked;
