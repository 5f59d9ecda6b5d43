/// Authentication: bearer tokens become callers by Spring Security's OAuth 2 resource server, with
/// a fixed list of issuers and their key sets.
///
/// `core.access` decides what a caller may do.
@NullMarked
package io.strongroom.api.auth;

import org.jspecify.annotations.NullMarked;
