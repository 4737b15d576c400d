/** What an application offers: its actions, resource types, condition keys and routes. */
@NullMarked
package io.ostiary.policy.service;

import org.jspecify.annotations.NullMarked;
