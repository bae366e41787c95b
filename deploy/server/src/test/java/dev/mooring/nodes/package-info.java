/** Tests of how nodes reach each other. */
package dev.mooring.nodes;
