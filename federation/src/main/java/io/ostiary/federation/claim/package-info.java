/** What tokens and assertions have in common: checks that are written down, and tags. */
@NullMarked
package io.ostiary.federation.claim;

import org.jspecify.annotations.NullMarked;
