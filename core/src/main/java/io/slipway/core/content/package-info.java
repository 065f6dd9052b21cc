/**
 * Bytes named by their SHA-256: digests, trees of files, patterns that select from them, and the store that holds them.
 * Read {@link io.slipway.core.content.Tree} first.
 */
@NullMarked
package io.slipway.core.content;

import org.jspecify.annotations.NullMarked;
