/// The packaged service as processes, and the clients that speak to it. No test is here.
@NullMarked
package io.strongroom.it.harness;

import org.jspecify.annotations.NullMarked;
