/// Who may do what in a vault: permissions, access policies, roles.
@NullMarked
package io.strongroom.core.access;

import org.jspecify.annotations.NullMarked;
