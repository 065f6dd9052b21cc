/** Measures what Slipway promises, side by side with its peers. */
@NullMarked
package io.slipway.bench;

import org.jspecify.annotations.NullMarked;
