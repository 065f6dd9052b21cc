/**
 * What is found on a node, and what label expressions may call it: read
 * {@link io.slipway.jenkins.capability.Capabilities} first.
 */
@NullMarked
package io.slipway.jenkins.capability;

import org.jspecify.annotations.NullMarked;
