/**
 * Recipes: which networks a comparison trains, and how. {@link org.tagzoo.app.recipe.RecipeReader}
 * reads them.
 */
package org.tagzoo.app.recipe;
