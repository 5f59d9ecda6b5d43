/// Benchmarks: the packaged service under load, next to ceilings measured in the same run.
///
/// The wirings that leave parts of the service out exist only here; no start of the product reaches
/// them.
@NullMarked
package io.strongroom.bench;

import org.jspecify.annotations.NullMarked;
