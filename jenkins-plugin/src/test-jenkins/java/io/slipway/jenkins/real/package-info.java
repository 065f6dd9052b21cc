/** Tests that need Jenkins itself: run by {@code mvn -Pjenkins verify}, where its artifacts can be had. */
@NullMarked
package io.slipway.jenkins.real;

import org.jspecify.annotations.NullMarked;
