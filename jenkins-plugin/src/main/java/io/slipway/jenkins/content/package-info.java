/**
 * Bytes between a controller and its nodes, named by their digests: only what the other side lacks goes over, and both
 * sides check it. Read {@link io.slipway.jenkins.content.Pack} first.
 */
@NullMarked
package io.slipway.jenkins.content;

import org.jspecify.annotations.NullMarked;
