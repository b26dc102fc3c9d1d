// A bare button and input come before what draws over them.
import './tap.scss'
import './text-input.scss'
import './ui.scss'
