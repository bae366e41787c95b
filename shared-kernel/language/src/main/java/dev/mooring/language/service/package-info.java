/**
 * What a service is: how it authorizes, which scopes and parameters it has, and its workspace's
 * client.
 */
@NullMarked
package dev.mooring.language.service;

import org.jspecify.annotations.NullMarked;
