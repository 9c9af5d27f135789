// Starts the browser's side of Dash once all its bundles are there.
// Its name is Dash's own.
var renderer = new DashRenderer({});
