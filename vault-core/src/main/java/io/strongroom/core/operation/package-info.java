/// How an operation runs: what it gathers, what it results in, and the order in which the audit
/// record commits and the answer leaves.
@NullMarked
package io.strongroom.core.operation;

import org.jspecify.annotations.NullMarked;
