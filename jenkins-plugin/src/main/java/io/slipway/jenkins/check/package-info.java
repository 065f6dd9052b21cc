/** What is wrong with what somebody wrote or with what happened, in a sentence: read {@link io.slipway.jenkins.check.Fields} first. */
@NullMarked
package io.slipway.jenkins.check;

import org.jspecify.annotations.NullMarked;
