/** How the installation is, and why it decided as it did. */
@NullMarked
package io.ostiary.endpoint.status;

import org.jspecify.annotations.NullMarked;
