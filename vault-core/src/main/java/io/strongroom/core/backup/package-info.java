/// Backups of what a vault holds, as bytes that only an HSM of the installation opens: their
/// format, what they are bound to, and where they may come back.
///
/// What is in a backup is defined beside what is backed up, as in `core.key`.
@NullMarked
package io.strongroom.core.backup;

import org.jspecify.annotations.NullMarked;
