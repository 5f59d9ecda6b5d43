/// Runs what documents tell a reader to type.
@NullMarked
package io.strongroom.it.documents;

import org.jspecify.annotations.NullMarked;
