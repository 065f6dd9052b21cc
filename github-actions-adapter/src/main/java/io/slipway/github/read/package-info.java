/**
 * What a workflow of GitHub Actions asks for, with the workflows and actions of the same repository that it uses. Read
 * {@link io.slipway.github.read.PipelineReader} first.
 */
@NullMarked
package io.slipway.github.read;

import org.jspecify.annotations.NullMarked;
