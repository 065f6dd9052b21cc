/**
 * Steps of a pipeline that need not be done again: what they make is known from what they read. Read
 * {@link io.slipway.jenkins.reuse.BodyCache} first.
 */
@NullMarked
package io.slipway.jenkins.reuse;

import org.jspecify.annotations.NullMarked;
