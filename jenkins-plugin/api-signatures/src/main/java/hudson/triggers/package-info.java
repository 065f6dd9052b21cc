/** Signatures only, of the types in use: what the real ones look like to a compiler. */
package hudson.triggers;
