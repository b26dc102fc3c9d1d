import './case-wide.scss'
