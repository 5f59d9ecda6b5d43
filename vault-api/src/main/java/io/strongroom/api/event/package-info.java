/// Events in the form of Azure Event Grid.
@NullMarked
package io.strongroom.api.event;

import org.jspecify.annotations.NullMarked;
