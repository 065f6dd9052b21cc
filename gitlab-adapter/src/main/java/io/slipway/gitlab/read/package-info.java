/**
 * What a {@code .gitlab-ci.yml} asks for, with everything it includes, extends and refers to. Read
 * {@link io.slipway.gitlab.read.PipelineReader} first.
 */
@NullMarked
package io.slipway.gitlab.read;

import org.jspecify.annotations.NullMarked;
