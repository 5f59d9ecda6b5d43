/// A token service in the shape of Microsoft Entra ID and of AD FS, for development: OAuth 2.0
/// client credentials only.
///
/// It knows the clients it is given and nothing of the service whose tokens it issues.
@NullMarked
package io.strongroom.dev.token;

import org.jspecify.annotations.NullMarked;
