/// The data plane: the requests to vaults' own hosts, in Azure Key Vault's wire format.
///
/// It parses, calls one operation of the core, and renders. The core decides what a caller may do
/// and what is valid for a key.
@NullMarked
package io.strongroom.api.data;

import org.jspecify.annotations.NullMarked;
