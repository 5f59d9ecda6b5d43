/// The data plane: what a vault's own host answers, in Azure Key Vault's wire forms.
///
/// It parses, calls one operation of the core, and renders. Who may do what, and what is right for
/// a key, is decided in the core.
@NullMarked
package io.strongroom.api.data;

import org.jspecify.annotations.NullMarked;
