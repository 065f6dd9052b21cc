/**
 * What stands between <code>${{</code> and <code>}}</code>, worked out as far as its contexts are known. Read
 * {@link io.slipway.github.expression.Expression} first.
 */
@NullMarked
package io.slipway.github.expression;

import org.jspecify.annotations.NullMarked;
