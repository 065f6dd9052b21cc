/**
 * The steps that a Jenkinsfile may use: each reads what was written, asks the desk, and runs its body. Read {@link
 * io.slipway.jenkins.step.SlipwayPlaceStep} first.
 */
@NullMarked
package io.slipway.jenkins.step;

import org.jspecify.annotations.NullMarked;
