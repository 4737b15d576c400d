/** The browser's way in and out: password and code, an MFA device, another role. */
@NullMarked
package io.ostiary.endpoint.login;

import org.jspecify.annotations.NullMarked;
